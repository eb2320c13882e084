/** A volume with settings in a compose file besides its name; created when missing. */
export interface VolumeSpec {
  name: string;
  /** The user's own labels; never Gantry's. */
  labels: Readonly<Record<string, string>>;
  /** Options of Docker's own driver, such as `type: tmpfs`. */
  options: Readonly<Record<string, string>>;
}
