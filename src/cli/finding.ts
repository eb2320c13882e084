/** Result of one check of `gantry doctor`. */
export interface Finding {
  what: string;
  isGood: boolean;
  /** What was found and, if something is wrong, the advice. */
  detail: string;
}
