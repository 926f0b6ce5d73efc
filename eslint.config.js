import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** In-process and lossy: what must happen after an event is driven from the stored feed instead. */
const lossyCqrs = [
  'EventBus',
  'Saga',
  'AggregateRoot',
  'EventPublisher',
  'EventsHandler',
  'IEventHandler',
  'ofType',
];

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'reports', 'test/bench/peers', '*.config.js', '*.cjs'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/cqrs',
              importNames: lossyCqrs,
              message: 'Drive it from the stored feed (libs/processing).',
            },
          ],
        },
      ],
      // A message class declares a shape and its validation; a fact is a plain object of that shape.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': [
        'error',
        { allowWithDecorator: true, allowStaticOnly: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { console: 'readonly' }, parserOptions: { projectService: false } },
  },
  {
    files: ['**/domain/**/*.ts', 'libs/kernel/**/*.ts'],
    ignores: ['**/*.spec.ts', 'libs/kernel/time.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'Date',
          message: 'A decision takes its time from the command (given.now); dates are Temporal.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'A decision is deterministic.' },
      ],
    },
  },
);
