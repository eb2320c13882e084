/** A deployment of the same release at an additional destination, as JSON. */
export interface ChildDeployment {
  uuid: string;
  status: string;
  reason: string | null;
  destinationUuid: string;
  destinationName: string;
  serverUuid: string;
  serverName: string;
}

/** Select the deployments that follow from the operation `o`, as JSON, oldest first. */
export const childDeployments = `(
  SELECT coalesce(json_agg(json_build_object('uuid', c.uuid, 'status', c.status, 'reason', c.reason,
    'destinationUuid', td.uuid, 'destinationName', td.name, 'serverUuid', ts.uuid, 'serverName', ts.name) ORDER BY c.id), '[]')
  FROM operations c JOIN workloads tw ON tw.id = c.workload_id JOIN destinations td ON td.id = tw.destination_id
  JOIN servers ts ON ts.id = c.server_id WHERE c.parent_id = o.id)`;

/** Join the workload `w` of the operation `o`; for one at an additional destination, `x`, it is the application. */
export const shownWorkload = `
  JOIN workloads x ON x.id = o.workload_id
  JOIN workloads w ON w.id = coalesce(x.follows_id, x.id)`;

/** Select the name of the additional destination at which the operation `o` is done; null for the main one. */
export const additionalDestination = `
  CASE WHEN x.follows_id IS NOT NULL THEN (SELECT n.name FROM destinations n WHERE n.id = x.destination_id) END`;
