import type { SealProof, VaultFolder } from '../store/types'

/** Runs the proof of sealing once per start, after the first window stands; About and the log of it wait for it. */
export const sealCheck = (folder: VaultFolder): { run(): Promise<SealProof> } => {
  let proof: Promise<SealProof> | undefined
  return { run: () => (proof ??= folder.prove()) }
}
