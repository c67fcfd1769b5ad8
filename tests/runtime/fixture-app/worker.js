fetch('/bytes').then(async (response) => postMessage((await response.arrayBuffer()).byteLength))
