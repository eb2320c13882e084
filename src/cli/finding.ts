/** One thing that `gantry doctor` looked at. */
export interface Finding {
  what: string;
  isGood: boolean;
  /** What was found, and when it is wrong what to do. */
  detail: string;
}
