'use strict'
const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('fixture', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  missing: () => ipcRenderer.invoke('missing'),
  sender: () => ipcRenderer.invoke('sender'),
  saveAs: () => ipcRenderer.invoke('save-as'),
  seal: (text) => ipcRenderer.invoke('seal', text),
  tick: (count) => ipcRenderer.send('tick', count),
  onTock: (listener) => {
    const heard = (_event, count) => listener(count)
    ipcRenderer.on('tock', heard)
    return () => {
      ipcRenderer.off('tock', heard)
    }
  },
  versions: () => ({ ...process.versions }),
})
