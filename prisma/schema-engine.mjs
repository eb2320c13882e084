#!/usr/bin/env node
// Prisma's schema engine as a script: the JSON-RPC protocol of the native binary over standard input and output,
// answered by @prisma/schema-engine-wasm through @prisma/adapter-pg. `prisma/cli.mjs` points
// PRISMA_SCHEMA_ENGINE_BINARY here. Pinned together with the CLI: see docs/decisions/003-prisma-engine.md.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const args = process.argv.slice(2);
const valuesOf = (flag) => args.flatMap((arg, i) => (arg === flag ? [args[i + 1]] : []));

if (args.includes('--version') || args.includes('-V')) {
  process.stdout.write('schema-engine-cli wasm\n');
  process.exit(0);
}

const url = JSON.parse(valuesOf('--datasource')[0] ?? '{}').url;

if (args.includes('cli')) await runDatabaseCommand(args[args.indexOf('cli') + 1]);
else serve();

/** The `cli` sub-commands of the binary: they exit with a status instead of speaking JSON-RPC. */
async function runDatabaseCommand(command) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  if (command !== 'can-connect-to-database') target.pathname = '/postgres';
  const client = new pg.Client({ connectionString: target.toString() });
  try {
    await client.connect();
    if (command === 'create-database') await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    if (command === 'drop-database')
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.end();
    process.exit(0);
  } catch (error) {
    // The CLI reads the error from log lines on standard error, not from the exit status.
    const codes = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000' };
    for (const [level, fields] of [
      ['INFO', { message: 'start' }],
      [
        'ERROR',
        { is_panic: false, error_code: codes[error.code] ?? 'P1001', message: error.message, meta: null },
      ],
    ]) {
      const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    }
    process.exit(1);
  }
}

async function loadWasm() {
  const require = createRequire(import.meta.url);
  const bindings = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const engine = await import(pathToFileURL(bindings));
  const { instance } = await WebAssembly.instantiate(readFileSync(bindings.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': engine,
  });
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    message: '',
    get() {
      return this.message;
    },
    set_message(message) {
      this.message = message;
    },
  };
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine;
}

/** An adapter factory for the address in `--datasource`, or one that only knows the dialect when there is none. */
async function adapterFactory() {
  const utils = await import('@prisma/driver-adapter-utils');
  if (!url)
    return utils.bindMigrationAwareSqlAdapterFactory(utils.mockMigrationAwareAdapterFactory('postgres'));
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const charColumns = presentCharAsText();
  const address = new URL(url);
  // Parts, not a connection string: with a string the adapter's shadow connection would reach the main database.
  const config = {
    host: address.searchParams.get('host') ?? address.hostname,
    port: Number(address.port || 5432),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
  };
  class Factory extends PrismaPg {
    async connect() {
      return corrected(await super.connect(), charColumns, utils.ColumnTypeEnum.Character);
    }

    // Ours disconnects the shadow connection before it drops the shadow database; the adapter's own does the reverse.
    async connectToShadowDb() {
      const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      const admin = new pg.Client(config);
      await admin.connect();
      await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(database)}`);
      const plain = await new PrismaPg({ ...config, database, max: 1 }).connect();
      const shadow = corrected(plain, charColumns, utils.ColumnTypeEnum.Character);
      const disconnect = shadow.dispose.bind(shadow);
      shadow.dispose = async () => {
        await disconnect();
        await admin.query(`DROP DATABASE ${admin.escapeIdentifier(database)} WITH (FORCE)`);
        await admin.end();
      };
      return shadow;
    }
  }
  const schema = address.searchParams.get('schema') ?? undefined;
  return utils.bindMigrationAwareSqlAdapterFactory(new Factory(config, { schema }));
}

/**
 * pg_catalog uses the one-byte "char" type (oid 18), which the adapter refuses: present it as text (oid 25) and
 * remember the columns of the last result, because the engine panics on text where it expects a character.
 */
function presentCharAsText() {
  const columns = new Set();
  const addFields = pg.Result.prototype.addFields;
  pg.Result.prototype.addFields = function (fields) {
    columns.clear();
    for (const field of fields) {
      if (field.dataTypeID !== 18) continue;
      field.dataTypeID = 25;
      columns.add(field.name);
    }
    return addFields.call(this, fields);
  };
  return columns;
}

/** What the adapter gets wrong for the engine: the types of "char" columns, and where a statement ends. */
function corrected(adapter, charColumns, characterType) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    result.columnNames.forEach((name, i) => {
      if (charColumns.has(name)) result.columnTypes[i] = characterType;
    });
    return result;
  };
  // Its own cuts scripts at every semicolon, also inside function bodies. PostgreSQL reads a whole script, as one
  // transaction.
  adapter.executeScript = async (script) => {
    await adapter.client.query(script).catch((error) => adapter.onError(error));
  };
  return adapter;
}

function serve() {
  let started;
  const start = async () => {
    const [wasm, factory] = await Promise.all([loadWasm(), adapterFactory()]);
    const datamodels = valuesOf('--datamodels').map((file) => [file, readFileSync(file, 'utf8')]);
    const engine = await wasm.SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      (line) => process.env.SCHEMA_ENGINE_DEBUG && process.stderr.write(`${line}\n`),
      factory,
    );
    return { engine, errors: factory.errorRegistry };
  };
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  const answer = async (line) => {
    const request = JSON.parse(line);
    if (!request.method) return;
    current = request.id;
    // The wasm engine cannot create databases; the CLI only needs to hear that there is one.
    if (request.method === 'createDatabase') return send({ id: request.id, result: { databaseName: '' } });
    try {
      started ??= start();
      const { engine } = await started;
      const method = request.method === 'getDatabaseVersion' ? 'version' : request.method;
      const result = await engine[method](request.params ?? {});
      // The binary prints a diff through a call of its own; without it `migrate diff` shows nothing.
      if (request.method === 'diff' && result?.stdout)
        send({ id: `print-${request.id}`, method: 'print', params: { content: result.stdout } });
      send({ id: request.id, result: result ?? null });
    } catch (error) {
      send({ id: request.id, error: await errorBody(error) });
    }
  };

  /** The CLI shows `data.message`; the reason of a database error waits in the adapter's registry under an id. */
  const errorBody = async (error) => {
    let data;
    try {
      data = JSON.parse(error.message);
    } catch {
      data = {}; // Plain text, not a structured engine error.
    }
    const id = Number(/\bid\D*(\d+)/.exec(error.message)?.[1] ?? -1);
    const source = (await started?.catch(() => undefined))?.errors?.consumeError?.(id);
    const message = data.message ?? error.message + (source ? ` :: ${JSON.stringify(source)}` : '');
    const meta = error.meta ?? null;
    const code = error.code ?? data.error_code;
    return {
      code: 4466,
      message: 'An error happened. Check the data field for details.',
      data: { is_panic: false, message, error_code: code, meta },
    };
  };

  // A panic in the engine surfaces as an exception outside any call. Unanswered, the CLI would sometimes take the
  // end of this process for success.
  let current;
  process.on('uncaughtException', async (error) => {
    const panic = globalThis.PRISMA_WASM_PANIC_REGISTRY?.get();
    send({ id: current, error: await errorBody(new Error(panic || error.message)) });
    process.stdout.end(() => process.exit(101));
  });

  let queue = Promise.resolve();
  const input = readline.createInterface({ input: process.stdin });
  input.on('line', (line) => {
    queue = queue.then(() => answer(line));
  });
  input.on('close', () => queue.finally(() => process.exit(0)));
}
