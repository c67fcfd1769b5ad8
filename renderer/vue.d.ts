// For the linter, which reads TypeScript without the Vue compiler; vue-tsc sees the real component.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
