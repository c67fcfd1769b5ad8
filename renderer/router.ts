import { createMemoryHistory, createRouter } from 'vue-router'

/** Names of the places, so that no screen types a path. Paths hold ids only, and live in memory. */
export const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/', name: 'patients', component: () => import('./patients/PatientsScreen.vue') }],
})
