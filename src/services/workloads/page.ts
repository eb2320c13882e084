/** Filter for a list of workloads of one kind. */
export interface WorkloadPage {
  /** Name of a tag. */
  tag?: string;
  environmentId?: number;
  /** Uuid of the environment they are in. */
  environmentUuid?: string;
  /** Part of the name; case-insensitive. */
  search?: string;
  skip?: number;
  take?: number;
}
