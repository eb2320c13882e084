/** The expression for a moment as the API spells it (`toTimestamp`): ISO 8601 in UTC, milliseconds and three zeros. */
export function stamp(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"000Z"')`;
}
