/** A volume about which a compose file says more than its name; made where it is not there. */
export interface VolumeSpec {
  name: string;
  /** The user's own labels; Gantry's are never among them. */
  labels: Readonly<Record<string, string>>;
  /** Of Docker's own driver, such as `type: tmpfs`. */
  options: Readonly<Record<string, string>>;
}
