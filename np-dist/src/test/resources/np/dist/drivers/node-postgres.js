// What people do with node-postgres: node node-postgres.js URL plain|tls. Ends with 0 when all of it works.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import Cursor from 'pg-cursor';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const [url, mode] = process.argv.slice(2);
const ssl = mode === 'tls' ? { rejectUnauthorized: false } : false;
const client = new pg.Client({ connectionString: url, ssl });
await client.connect();

const { rows: [session] } = await client.query('SELECT current_user AS who, 1 + 1 AS two');
assert.equal(session.two, 2);

for (const n of [1, 2, 3]) {
  const { rows } = await client.query({ name: 'twice', text: 'SELECT $1::int * 2 AS n', values: [n] });
  assert.equal(rows[0].n, n * 2);
}

await client.query('DROP TABLE IF EXISTS line; CREATE TABLE line (n int PRIMARY KEY, text text)');
const lines = Array.from({ length: 100_000 }, (_, n) => `${n}\tline ${n}\n`);
await pipeline(Readable.from(lines), client.query(copyFrom('COPY line FROM STDIN')));
let copied = 0;
const out = client.query(copyTo('COPY line TO STDOUT'));
for await (const chunk of out) copied += chunk.toString().split('\n').length - 1;
assert.equal(copied, 100_000);

const cursor = client.query(new Cursor('SELECT n FROM line ORDER BY n LIMIT 10000'));
let read = 0;
for (let rows = await cursor.read(300); rows.length > 0; rows = await cursor.read(300)) read += rows.length;
assert.equal(read, 10_000);
await cursor.close();

await assert.rejects(client.query('SELECT 1 / 0'), { code: '22012' });
await client.query('BEGIN');
await client.query('DELETE FROM line');
await client.query('ROLLBACK');
assert.equal((await client.query('SELECT count(*)::int AS n FROM line')).rows[0].n, 100_000);

const other = new pg.Client({ connectionString: url, ssl });
await other.connect();
await client.query('LISTEN news');
const heard = once(client, 'notification');
await other.query("NOTIFY news, 'fresh'");
assert.equal((await heard)[0].payload, 'fresh');
await other.end();

const { rows: [big] } = await client.query("SELECT repeat('0123456789', 10485760) AS text");
assert.equal(big.text.length, 100 * 1024 * 1024);
await client.end();

const pool = new pg.Pool({ connectionString: url, ssl, max: 12 });
const answers = await Promise.all(
  Array.from({ length: 500 }, (_, n) => pool.query('SELECT text FROM line WHERE n = $1', [n])));
answers.forEach(({ rows }, n) => assert.equal(rows[0].text, `line ${n}`));
await pool.end();
