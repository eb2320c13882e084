// A type as text that needs no other file: what TypeScript found out, written out.
import ts from 'typescript';

/** Print a type. @throws on what has no place on the wire (a function, a class) and on a type that contains itself */
export function printType(checker, type, where, depth = 0) {
  if (depth > 30) throw new Error(`${where}: contains itself`);
  const print = (each, name) => printType(checker, each, `${where}.${name}`, depth + 1);
  const { flags } = type;
  if (flags & ts.TypeFlags.Union) return printUnion(type, print);
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'unknown';
  const isPlain = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike;
  if (flags & (isPlain | ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never))
    return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  if (checker.isTupleType(type))
    return `[${checker
      .getTypeArguments(type)
      .map((each, at) => print(each, at))
      .join(', ')}]`;
  if (checker.isArrayType(type)) return `Array<${print(checker.getTypeArguments(type)[0], '[]')}>`;
  if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) || type.getCallSignatures().length > 0)
    throw new Error(`${where}: ${checker.typeToString(type)} cannot be sent`);
  return printObject(checker, type, print);
}

function printUnion(type, print) {
  const isBoolean = ({ flags }) => flags & ts.TypeFlags.BooleanLiteral;
  const booleans = type.types.filter(isBoolean);
  const others = type.types.filter((each) => !isBoolean(each) || booleans.length < 2);
  const printed = others.map((each, at) => print(each, `(${at})`));
  return [...new Set(booleans.length === 2 ? [...printed, 'boolean'] : printed)].join(' | ');
}

function printObject(checker, type, print) {
  const members = checker.getPropertiesOfType(type).map((property) => {
    const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const { name } = property;
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `${key}${isOptional ? '?' : ''}: ${print(checker.getTypeOfSymbol(property), name)}`;
  });
  const indexes = checker
    .getIndexInfosOfType(type)
    .map(({ keyType, type: value }) => `[key: ${checker.typeToString(keyType)}]: ${print(value, '[key]')}`);
  const all = [...members, ...indexes];
  return all.length === 0 ? '{}' : `{ ${all.join('; ')} }`;
}
