/** Quote a string literal of SQL, for servers that take backslashes literally (`standard_conforming_strings`). */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Quote a name of standard SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quote a string literal of MySQL, where a backslash escapes. */
export function mysqlLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Quote a name of MySQL. */
export function mysqlName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
