import { bridgePage } from './bridge-page'
import { bridgePreload, type PreloadInfo } from './bridge-preload'
import { makeCodec } from './codec'
import { makeCopier } from './copier'

/** Electron runs a preload in the top frame only; injected scripts run in every frame. */
const topOnly = (body: string): string => `if (window === window.top) {${body}}`

/** Script for the page's own world. */
export const pageScript = (secret: string): string =>
  topOnly(`(${bridgePage.toString()})(${JSON.stringify(secret)}, (${makeCopier.toString()})())`)

/**
 * Script for the isolated world. The preload's text stands in it as a function body and is not evaluated from a
 * string, so that the page's content security policy has no say in it.
 */
export const preloadScript = (secret: string, preload: string, info: PreloadInfo): string =>
  topOnly(`
    const world = (${bridgePreload.toString()})(${JSON.stringify(secret)}, (${makeCopier.toString()})(), (${makeCodec.toString()})(), ${JSON.stringify(info)});
    const module = { exports: {} };
    try { (function (require, process, module, exports) {${preload}
    })(world.require, world.process, module, module.exports) }
    catch (error) { console.error('Unable to load preload script:', error) }`)
