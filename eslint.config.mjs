import { builtinModules } from 'node:module'
import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'

// No type-aware rules: the compiler is strict already, and lint has to stay quick enough to run before every commit.

const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'use a union of string literals instead of an enum' },
  {
    selector:
      'MemberExpression[property.name=/^(skip|only|todo|skipIf|runIf|fails)$/][object.name=/^(it|test|describe|suite)$/]',
    message: 'a test is there or it is not: delete it, or make it pass',
  },
]

const product = [
  { selector: 'ExportDefaultDeclaration', message: 'export by name: a thing has one name everywhere' },
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="RegExp"]',
    message:
      'never build a regular expression: text from a cloud could end up in it; use a literal or the glob functions',
  },
]

// Passed in by the caller, so that the same input gives the same answer.
const clock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'take `today` as a parameter' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'take `today` as a parameter',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'take a seed as a parameter',
  },
]

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.cache/', 'src/policy/aws/catalogue-data.ts'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-param-reassign': 'off',
      // Control characters are matched on purpose where hostile text is cleaned.
      'no-control-regex': 'off',
      'no-restricted-syntax': ['error', ...everywhere],
      'no-restricted-imports': [
        'error',
        {
          paths: builtinModules
            .filter((name) => !name.startsWith('_') && !name.startsWith('node:'))
            .map((name) => ({ name, message: `write \`node:${name}\`` })),
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': true, 'ts-nocheck': true, 'ts-check': false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Typed arrays under noUncheckedIndexedAccess need `!` in their inner loops.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A delete on a record without prototype is how a key is closed.
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'connectors/**/*.ts', 'queries/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere, ...product],
    },
  },
  {
    files: ['src/{model,policy,party,graph,escalation,engine,control,report}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, ...product, ...clock] },
  },
  {
    files: ['src/{model,policy}/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'setTimeout', 'setInterval', 'performance'].map((name) => ({
          name,
          message: 'what a policy means depends on its text and the request alone',
        })),
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'performance', 'setTimeout', 'setInterval'],
          ...['clearInterval', 'globalThis', 'structuredClone', 'gc', 'fetch', 'AbortController'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
)
