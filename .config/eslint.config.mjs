import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import vueScriptParser from './vue-script-parser.mjs'

/** What a template may hold beside words of the catalogue, and the attributes that are read or heard. */
const PUNCTUATION = [...'(),.&+-=*/#%!?:;[]{}<>·•–—−|…“”‘’×↵½‹›'].concat(['``'])
const SPOKEN_ATTRIBUTES = [
  ...[
    'title',
    'aria-label',
    'aria-placeholder',
    'aria-roledescription',
    'aria-valuetext',
    'alt',
    'placeholder',
  ],
  ...['label', 'hint', 'text', 'main-label', 'side-label', 'caption'],
]

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**'] },
  js.configs.recommended,
  { files: ['**/*.{mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['tests/**/*.js'], languageOptions: { globals: { ...globals.browser, ...globals.worker } } },
  {
    files: ['**/*.{ts,vue}'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...vue.configs['flat/recommended'],
      ...a11y.configs['flat/recommended'],
    ],
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        parser: vueScriptParser,
        projectService: true,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The compiler already resolves names in TypeScript and in Vue scripts.
      'no-undef': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      // Labels are tied by id (`for`), nesting as well would be read twice by some screen readers.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // A wrapper around Reka UI is not a native control, so the rule sees no control where there is one.
      'vuejs-accessibility/no-static-element-interactions': 'off',
    },
  },
  // Where every word comes from the catalogue (renderer/language), no bare string comes back.
  {
    files: ['renderer/**/*.vue'],
    // Paper is in the language of the record, the handout in the patient's.
    ignores: ['renderer/print/**'],
    rules: {
      'vue/no-bare-strings-in-template': [
        'error',
        { allowlist: ['Palpa', ...PUNCTUATION], attributes: { '/.+/': SPOKEN_ATTRIBUTES } },
      ],
    },
  },
  // A catalogue is as long as what is said.
  { files: ['renderer/language/catalogue/*.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  prettier,
)
