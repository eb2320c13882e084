/** One thing that `gantry doctor` looked at. */
export interface Finding {
  what: string;
  isGood: boolean;
  /** Finding and, when something is wrong, the advice. */
  detail: string;
}
