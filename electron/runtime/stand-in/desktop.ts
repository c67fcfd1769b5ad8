import type * as Electron from 'electron'
import { EventEmitter } from 'node:events'
import { named } from './guard'

const WORK_AREA = { x: 0, y: 0, width: 1280, height: 800 }

const display = named('electron.Display', {
  id: 1,
  bounds: WORK_AREA,
  workArea: WORK_AREA,
  size: { width: WORK_AREA.width, height: WORK_AREA.height },
  workAreaSize: { width: WORK_AREA.width, height: WORK_AREA.height },
  scaleFactor: 1,
} satisfies Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'size' | 'workAreaSize' | 'scaleFactor'>)

/** One display of 1280 x 800; the window manager decides what really fits. */
export const screen = named(
  'electron.screen',
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display as unknown as Electron.Display,
    getAllDisplays: () => [display as unknown as Electron.Display],
    getDisplayMatching: () => display as unknown as Electron.Display,
  }) satisfies Pick<Electron.Screen, 'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching'>,
)

/** Holds what it is told. The pages follow the system's own light or dark setting through the browser. */
export const nativeTheme = named(
  'electron.nativeTheme',
  Object.assign(new EventEmitter(), {
    themeSource: 'system' as const,
    shouldUseDarkColors: false,
    shouldUseHighContrastColors: false,
  }) satisfies Pick<
    Electron.NativeTheme,
    'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors'
  >,
)

/** Emits nothing by itself; a test emits `suspend` or `lock-screen`. */
export const powerMonitor = named(
  'electron.powerMonitor',
  Object.assign(new EventEmitter(), {
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active' as const,
    isOnBatteryPower: () => false,
  }) satisfies Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower'>,
)

/** Takes a template and shows nothing: a browser's window has no menu. */
export const Menu = named('electron.Menu', {
  setApplicationMenu: () => undefined,
  getApplicationMenu: () => null,
  buildFromTemplate: (items: Parameters<typeof Electron.Menu.buildFromTemplate>[0]) =>
    ({ items, popup: () => undefined }) as unknown as Electron.Menu,
} satisfies Pick<typeof Electron.Menu, 'setApplicationMenu' | 'getApplicationMenu' | 'buildFromTemplate'>)

const refuse = (): Promise<never> => Promise.reject(new Error('stand-in: opening other programs is refused'))

/** Starts no other program. */
export const shell = named('electron.shell', {
  openExternal: refuse,
  openPath: () => Promise.resolve('stand-in: opening other programs is refused'),
  showItemInFolder: () => undefined,
  beep: () => undefined,
} satisfies Pick<typeof Electron.shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>)
