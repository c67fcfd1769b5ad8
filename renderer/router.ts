import { createMemoryHistory, createRouter } from 'vue-router'
import type { Scope } from '@shared/keymap/keymap'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which keys the screen hears; `home` where nothing is said. */
    scope?: Scope
  }
}

const patientPage = () => import('./patients/PatientPage.vue')
const examPlace = () => import('./ExamPlace.vue')
/** Where one goes next from a place: its code is loaded while nobody types. */
const NEXT: Readonly<Record<string, () => Promise<unknown>>> = { patients: patientPage, patient: examPlace }

/** The places, by name. Paths hold ids only and live in memory: nothing of a patient is in a URL. */
export const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/', name: 'patients', component: () => import('./patients/PatientsScreen.vue') },
    { path: '/drafts', name: 'drafts', component: () => import('./patients/DraftsScreen.vue') },
    { path: '/register', name: 'register', component: () => import('./patients/PatientForm.vue') },
    {
      path: '/patients/:patientId',
      name: 'patient',
      component: patientPage,
      props: true,
    },
    {
      path: '/patients/:patientId/edit',
      name: 'editPatient',
      component: () => import('./patients/PatientForm.vue'),
      props: true,
    },
    {
      path: '/patients/:patientId/erase',
      name: 'erasePatient',
      component: () => import('./patients/ErasePatient.vue'),
      props: true,
    },
    {
      path: '/patients/:patientId/join',
      name: 'joinCharts',
      component: () => import('./patients/JoinCharts.vue'),
      props: true,
    },
    {
      path: '/exams/:examId/move',
      name: 'moveVisit',
      component: () => import('./patients/MoveVisit.vue'),
      props: true,
    },
    {
      path: '/exams/:examId/handout',
      name: 'handout',
      component: () => import('./handout/HandoutView.vue'),
      props: true,
    },
    {
      path: '/exams/:examId/letter',
      name: 'letter',
      component: () => import('./letter/LetterView.vue'),
      props: true,
      meta: { scope: 'letter' },
    },
    {
      path: '/exams/:examId',
      name: 'exam',
      component: examPlace,
      props: true,
      meta: { scope: 'exam' },
    },
    {
      path: '/texts/:what',
      name: 'text',
      component: () => import('./texts/TextView.vue'),
      props: true,
    },
    {
      path: '/settings/:topic?',
      name: 'settings',
      component: () => import('./settings/SettingsScreen.vue'),
      props: true,
    },
  ],
})

router.afterEach(({ name }) => {
  const next = typeof name === 'string' ? NEXT[name] : undefined
  // What fails to load now says so when somebody goes there.
  if (next !== undefined) requestIdleCallback(() => void next().catch(() => undefined))
})
