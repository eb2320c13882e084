/** A string literal of SQL, for servers that take backslashes as they are (`standard_conforming_strings`). */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A quoted name of standard SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string literal of MySQL, where a backslash escapes. */
export function mysqlLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A quoted name of MySQL. */
export function mysqlName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
