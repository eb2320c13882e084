/**
 * Write the expression for a timestamp in the API's format (`toTimestamp`): ISO 8601 in UTC, milliseconds and three
 * zeros.
 */
export function stamp(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"000Z"')`;
}
