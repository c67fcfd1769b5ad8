/** Runs once what changed until now has been drawn, as a task of its own. A window that is not drawn has no frames. */
export const afterFrame = (run: () => void): void => {
  if (document.hidden) setTimeout(run)
  else requestAnimationFrame(() => setTimeout(run))
}
