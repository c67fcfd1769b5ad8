import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { router } from './router'
import { usePreferences } from './stores/preferences'

// The CSP allows no `Function`: schemas are walked, not compiled.
z.config({ jitless: true })

const app = createApp(App).use(createPinia()).use(router)
usePreferences().apply()
app.mount('#app')
