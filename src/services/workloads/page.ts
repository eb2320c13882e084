/** What a list of workloads of one kind is narrowed to. */
export interface WorkloadPage {
  /** Name of a tag. */
  tag?: string;
  environmentId?: number;
  /** Uuid of the environment they are in. */
  environmentUuid?: string;
  /** Part of the name, in any case. */
  search?: string;
  skip?: number;
  take?: number;
}
