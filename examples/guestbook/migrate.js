// Makes the table. It may run again: with every release it does.
const { Client } = require('pg');

async function migrate() {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(`
    CREATE TABLE IF NOT EXISTS entry (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      written timestamptz NOT NULL DEFAULT now(),
      text text NOT NULL)`);
  await client.end();
}

migrate().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
