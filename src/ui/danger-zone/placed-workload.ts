/** A workload with its project, environment and server, as pages load it. */
export interface PlacedWorkload {
  uuid: string;
  name: string;
  project_uuid: string;
  environment_uuid: string;
  environment_name: string;
  server_uuid: string;
  destination_uuid: string;
}
