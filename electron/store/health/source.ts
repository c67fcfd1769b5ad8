import { Connection, type Reader } from '../connection'
import { refuse } from '../failures'
import { vaultFile } from '../files'

/** What a check reads through: a connection of its own, so that nobody's typing waits for it. */
export class Source {
  private constructor(
    private readonly connection: Connection,
    private readonly signal: AbortSignal,
    private readonly restMs: number,
    private readonly onStep: (done: number) => void,
  ) {}

  /**
   * @param restMs how long it rests after each step
   * @param onStep told after each step how much was done so far
   */
  static async reading<T>(
    dataFolder: string,
    options: { signal: AbortSignal; restMs: number; onStep?: (done: number) => void },
    work: (source: Source) => Promise<T>,
  ): Promise<T> {
    const connection = await Connection.open(vaultFile(dataFolder), 'readOnly')
    // A question that reads the whole file is given up in the middle when the vault is locked.
    const stop = (): void => connection.interrupt()
    options.signal.addEventListener('abort', stop)
    try {
      const { signal, restMs, onStep = () => undefined } = options
      return await work(new Source(connection, signal, restMs, onStep))
    } finally {
      options.signal.removeEventListener('abort', stop)
      await connection.close()
    }
  }

  /** One step: a few rows. */
  async step<T>(work: (db: Reader) => Promise<T>): Promise<T> {
    this.mustGoOn()
    return this.connection.read(work)
  }

  /** Reads that must see one and the same state. Kept short: meanwhile the log cannot be emptied. */
  async together<T>(work: (db: Reader) => Promise<T>): Promise<T> {
    this.mustGoOn()
    return this.connection.outside(async (db) => {
      await db.run('BEGIN')
      try {
        return await work(db)
      } finally {
        await db.run('COMMIT')
      }
    })
  }

  /** Lets everybody else have a turn. */
  async rest(done: number): Promise<void> {
    this.onStep(done)
    await new Promise((resolve) => setTimeout(resolve, this.restMs))
    this.mustGoOn()
  }

  mustGoOn(): void {
    if (this.signal.aborted) refuse('cancelled')
  }
}
