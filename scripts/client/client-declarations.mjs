// Declarations of `gantry/client` in one text: the client's own files, and each procedure with the types that the
// router infers, written out, so that a consumer's compiler reads plain types instead of the server's.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { printType } from './print-type.mjs';

export function clientDeclarations(root) {
  const { options } = ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(String(diagnostic.messageText));
    },
  });
  const at = (name) => `${root}src/client/${name}.ts`;
  const program = ts.createProgram([at('index')], {
    ...options,
    incremental: false,
    tsBuildInfoFile: undefined,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
  });
  const checker = program.getTypeChecker();

  const typeOf = (file, name) => {
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
    return checker.getDeclaredTypeOfSymbol(exported.find((symbol) => symbol.name === name));
  };
  const declarations = (file) => {
    let text = '';
    program.emit(program.getSourceFile(file), (_, written) => (text = written), undefined, true);
    return text.replace(/^import .*;$/gm, '').replace(/^export \{.*$/gm, '');
  };

  const errorCode = printType(checker, typeOf(at('error'), 'ErrorCode'), 'ErrorCode');
  return [
    '// Made from the router of Gantry. Needs no other file.',
    readFileSync(at('types'), 'utf8'),
    declarations(at('error')).replace(/export type ErrorCode = .*;/, `export type ErrorCode = ${errorCode};`),
    '/** Every procedure of Gantry. */',
    `export interface Client {\n${domains(checker, typeOf(at('client-type'), 'Client')).join('\n')}\n}`,
    declarations(at('client')),
  ].join('\n\n');
}

function domains(checker, client) {
  return checker.getPropertiesOfType(client).map((domain) => {
    const procedures = checker.getPropertiesOfType(checker.getTypeOfSymbol(domain));
    const lines = procedures.map((symbol) => procedure(checker, domain.name, symbol));
    return `  readonly ${domain.name}: {\n${lines.join('\n')}\n  };`;
  });
}

function procedure(checker, domain, symbol) {
  const where = `${domain}.${symbol.name}`;
  const type = checker.getTypeOfSymbol(symbol);
  const kind = type.symbol?.name;
  if (!['Query', 'Mutation', 'Subscription'].includes(kind)) throw new Error(`${where} is no procedure`);
  const [input, output] = checker.getTypeArguments(type).map((each) => printType(checker, each, where));
  return `    readonly ${symbol.name}: ${kind}<${input}, ${output}>;`;
}
