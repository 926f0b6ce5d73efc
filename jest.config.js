/** Every spec runs as native ESM (Nest 12 is ESM only), compiled by SWC with the build's own settings. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/bench/peers/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#(apps|test)/(.*)\\.js$': '<rootDir>/$1/$2.ts',
    '^#(.*)\\.js$': '<rootDir>/libs/$1.ts',
  },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/all-properties.js'],
  reporters: ['default', '<rootDir>/test/support/rules-reporter.js'],
  testTimeout: 20_000,
};
