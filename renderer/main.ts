import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { keptLanguage } from './language/language'
import { router } from './router'
import { usePreferences } from './stores/preferences'
import { useSession } from './stores/session'

// The CSP allows no `Function`: schemas are walked, not compiled.
z.config({ jitless: true })

/** Long enough for the unlock screen to be drawn. */
const DRAWN_MS = 40

const app = createApp(App).use(createPinia())
const session = useSession()
// The first place is loaded behind the unlock screen and not before it: who waits for one does not wait for both.
const doorStands = new Promise<void>((resolve) => {
  const stop = watch(
    () => session.status !== undefined || session.unreachable,
    () => {
      stop()
      setTimeout(resolve, DRAWN_MS)
    },
  )
})
router.beforeEach(() => doorStands)
app.use(router)
usePreferences().apply()
const draw = (): void => void app.mount('#app')
// English is there at once; another language is drawn when its words are there, so that no screen changes under a hand.
const words = keptLanguage()
if (words === undefined) draw()
else void words.finally(draw)
