/** Decoded frames that are kept of one study or stack, in bytes. */
const HELD_BYTES = 256 * 1024 * 1024

/** What was made and is kept while it fits, the longest unused going first; what stands on the film never goes. */
export class Held<T> {
  private readonly made = new Map<number, Promise<T>>()
  private readonly sizes = new Map<number, number>()
  private total = 0
  private pinned: number | undefined

  /**
   * @param bytesOf what something takes; undefined for what is not worth keeping
   * @param free told of what went: nobody uses it after that
   */
  constructor(
    private readonly bytesOf: (one: T) => number | undefined,
    private readonly free: (one: T) => void = () => undefined,
    private readonly most = HELD_BYTES,
  ) {}

  has(index: number): boolean {
    return this.sizes.has(index)
  }

  /** The same promise while it is kept or under way. */
  get(index: number, make: () => Promise<T>): Promise<T> {
    const one = this.made.get(index) ?? this.make(index, make)
    this.made.delete(index)
    this.made.set(index, one)
    return one
  }

  /** This one is looked at and stays; the one before it may go. */
  pin(index: number): void {
    this.pinned = index
  }

  /** Forgets all. Somebody may still look at one, so none is freed. */
  clear(): void {
    this.made.clear()
    this.sizes.clear()
    this.total = 0
  }

  private async make(index: number, make: () => Promise<T>): Promise<T> {
    const one = await make()
    const bytes = this.bytesOf(one)
    if (bytes === undefined) this.made.delete(index)
    else this.keep(index, bytes)
    return one
  }

  private keep(index: number, bytes: number): void {
    // Forgotten while it was under way.
    if (!this.made.has(index)) return
    this.sizes.set(index, bytes)
    this.total += bytes
    for (const [oldest, made] of this.made) {
      if (this.total <= this.most || this.sizes.size <= 1) return
      const size = this.sizes.get(oldest)
      // Those still under way stay; they count once they are here.
      if (size === undefined || oldest === this.pinned || oldest === index) continue
      this.total -= size
      this.sizes.delete(oldest)
      this.made.delete(oldest)
      void made.then(this.free)
    }
  }
}
