/** A service of a compose file. */
export interface MountedComponent {
  uuid: string;
  name: string;
}
