/** Does what is asked when its turn has come. */
export type InTurn = <T>(ask: () => Promise<T>) => Promise<T>;

/** When a question is put to the VMS: in its turn, or at once where somebody waits for it who asks out of turn. */
export class Turn {
  private isHurried = false;
  private hurryThose: (() => void)[] = [];

  /** Without `inTurn` it is always at once. */
  constructor(private readonly inTurn?: InTurn) {}

  /** What waits does not wait any longer, and what comes later not at all. */
  hurry(): void {
    this.isHurried = true;
    const waiting = this.hurryThose;
    this.hurryThose = [];
    for (const begin of waiting) begin();
  }

  /** What `ask` says, which is asked once. */
  async take<T>(ask: () => Promise<T>): Promise<T> {
    if (this.inTurn === undefined || this.isHurried) return ask();
    let asked: Promise<T> | undefined;
    const askOnce = () => {
      asked ??= ask();
      return asked;
    };
    const hurried = new Promise<T>((resolve) => {
      this.hurryThose.push(() => resolve(askOnce()));
    });
    return Promise.race([this.inTurn(askOnce), hurried]);
  }
}
