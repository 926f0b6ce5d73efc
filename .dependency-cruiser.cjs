/** The boundaries of the architecture, checked in CI. */
/** Specs, and what only specs use. */
const tests = ['\\.spec\\.ts$', '/testing/', '/test-[^/]+\\.ts$', '^libs/event-store/contract/'];
const contexts =
  'ordering|entitlement|fulfilment|institutions|catalogue|supply|site-packs|reporting|library|membership|elearning|planning';

module.exports = {
  forbidden: [
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: tests },
      to: { path: '^(libs|apps|test)/', pathNot: '^libs/kernel/' },
    },
    {
      name: 'domain-imports-only-kernel-and-its-own-contracts',
      comment: 'A decider knows no other context, no Nest, no I/O, and never a projection (I35).',
      severity: 'error',
      from: { path: `^libs/([^/]+)/domain/`, pathNot: tests },
      to: { path: '^(libs|apps|test)/', pathNot: ['^libs/kernel/', '^libs/$1/(domain|contracts)/'] },
    },
    {
      name: 'domain-uses-no-frameworks',
      severity: 'error',
      from: { path: ['^libs/[^/]+/domain/', '^libs/kernel/'], pathNot: tests },
      to: {
        dependencyTypes: ['npm'],
        path: 'node_modules/(@nestjs|fastify|rxjs|pg|@electric-sql|@eventstore|pino)',
      },
    },
    {
      name: 'contexts-meet-only-through-contracts',
      severity: 'error',
      from: { path: `^libs/(${contexts})/`, pathNot: tests },
      to: { path: `^libs/(${contexts})/`, pathNot: ['^libs/$1/', `^libs/(${contexts})/contracts/`] },
    },
    {
      name: 'only-its-adapter-knows-eventstoredb',
      severity: 'error',
      from: { pathNot: ['^libs/event-store/eventstoredb/', '^test/bench/'] },
      to: { path: 'node_modules/@eventstore/db-client' },
    },
    {
      name: 'only-the-database-library-knows-the-databases',
      severity: 'error',
      from: { pathNot: '^(libs/database/|test/(bench|support)/)' },
      to: { path: 'node_modules/(pg|@electric-sql/pglite)/' },
    },
    {
      name: 'deciding-never-reads-a-projection',
      severity: 'error',
      from: { path: `^libs/(deciding|${contexts})/`, pathNot: tests },
      to: { path: '^libs/(read-models|projecting|database)/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/', pathNot: tests },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'predictable-keys-are-for-invented-histories-only',
      comment:
        'Keys, salts and codes that can be made again from a seed: no ledger of anybody may come near them.',
      severity: 'error',
      from: {
        pathNot: [
          '^apps/ledgerctl/simulation/',
          '^apps/ledgerctl/commands/simulate\\.ts$',
          '^test/',
          ...tests,
        ],
      },
      to: { path: '^apps/ledgerctl/simulation/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^node:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|reports|test/bench/peers)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
