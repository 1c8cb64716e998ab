// What people do with postgres.js: node postgres.js URL plain|tls. Ends with 0 when all of it works.
import assert from 'node:assert/strict';
import postgres from 'postgres';

const [url, mode] = process.argv.slice(2);
const ssl = mode === 'tls' ? { rejectUnauthorized: false } : false;
const sql = postgres(url, { ssl, max: 8, onnotice: () => {} });

await sql`DROP TABLE IF EXISTS word`;
await sql`CREATE TABLE word (n int PRIMARY KEY, text text)`;
const words = Array.from({ length: 5000 }, (_, n) => ({ n, text: `word ${n}` }));
await sql`INSERT INTO word ${sql(words)}`;

const found = await Promise.all(words.slice(0, 300).map(({ n }) => sql`SELECT text FROM word WHERE n = ${n}`));
found.forEach((rows, n) => assert.equal(rows[0].text, `word ${n}`));

let read = 0;
await sql`SELECT n FROM word`.cursor(200, (rows) => { read += rows.length; });
assert.equal(read, 5000);

await assert.rejects(
  sql.begin(async (each) => {
    await each`DELETE FROM word`;
    throw new Error('not this time');
  }), /not this time/);
assert.equal((await sql`SELECT count(*)::int AS n FROM word`)[0].n, 5000);

const query = sql`SELECT pg_sleep(600)`;
const cancelled = assert.rejects(query, { code: '57014' });
// what is asked on another connection meanwhile shows that the first one has begun
while ((await sql`SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND wait_event = 'PgSleep'`).length === 0);
query.cancel();
await cancelled;

const news = new Promise((resolve) => {
  sql.listen('news', resolve, () => sql.notify('news', 'fresh'));
});
assert.equal(await news, 'fresh');

const [big] = await sql`SELECT repeat('0123456789', 10485760) AS text`;
assert.equal(big.text.length, 100 * 1024 * 1024);
await sql.end({ timeout: 5 });
