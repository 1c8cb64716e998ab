// GET / shows what was written, newest first; POST / writes the body into the guestbook.
const http = require('http');
const { Pool } = require('pg');

const LONGEST = 1000;
const pool = new Pool({ connectionString: process.env.DATABASE_URL, idleTimeoutMillis: 1000 });
pool.on('error', (error) => console.error(`connection lost: ${error.message}`));

async function read() {
  const result = await pool.query('SELECT text FROM entry ORDER BY id DESC LIMIT 100');
  return result.rows.map((row) => `${row.text}\n`).join('');
}

async function sign(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST) return [413, 'too long\n'];
  }
  await pool.query('INSERT INTO entry (text) VALUES ($1)', [text.trim()]);
  return [201, 'thank you\n'];
}

async function answer(request) {
  if (request.url === '/healthz') return [200, 'ok\n']; // without the database, which may sleep
  if (request.method === 'POST') return sign(request);
  return [200, await read()];
}

const server = http.createServer((request, response) => {
  answer(request)
    .catch((error) => {
      console.error(error.message);
      return [500, 'the guestbook cannot be read now\n'];
    })
    .then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(body);
    });
});
server.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));
process.on('SIGTERM', () => server.close(() => pool.end()));
