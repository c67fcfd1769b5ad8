import { createApp } from 'vue'
import { z } from 'zod'
import '../styles/fonts.css'
import './print.css'
import PrintWindow from './PrintWindow.vue'

// The content policy allows no code from strings, which Zod would otherwise use for speed.
z.config({ jitless: true })
createApp(PrintWindow).mount('#paper')
