// A gRPC server and a client of it in one program. Prints the server's port, reads the port to call
// instead, and prints one line for each call.
const grpc = require('@grpc/grpc-js');
const readline = require('node:readline');

const method = (path, requestStream, responseStream) => ({
  path: '/test.Calls/' + path,
  requestStream,
  responseStream,
  requestSerialize: (text) => Buffer.from(text),
  requestDeserialize: (bytes) => bytes.toString(),
  responseSerialize: (text) => Buffer.from(text),
  responseDeserialize: (bytes) => bytes.toString(),
});

const definition = {
  echo: method('Echo', false, false),
  fail: method('Fail', false, false),
  silent: method('Silent', false, false),
  count: method('Count', false, true),
  forever: method('Forever', false, true),
  chat: method('Chat', true, true),
};

const seen = { silent: deferred(), forever: deferred() };

function deferred() {
  const result = {};
  result.promise = new Promise((resolve) => (result.resolve = resolve));
  return result;
}

const implementation = {
  echo(call, callback) {
    const trailers = new grpc.Metadata();
    trailers.set('asked-by', String(call.metadata.get('asked-by')));
    callback(null, call.request, trailers);
  },
  fail(call, callback) {
    const trailers = new grpc.Metadata();
    trailers.set('why', call.request);
    callback({ code: grpc.status.NOT_FOUND, details: 'no such thing: ü', metadata: trailers });
  },
  silent(call) {
    call.on('cancelled', () => seen.silent.resolve('cancelled'));
  },
  count(call) {
    for (let i = 1; i <= Number(call.request); i++) {
      call.write(String(i));
    }
    call.end();
  },
  forever(call) {
    call.on('cancelled', () => seen.forever.resolve('cancelled'));
    call.write('first');
  },
  chat(call) {
    call.on('data', (text) => call.write(text.toUpperCase()));
    call.on('end', () => call.end());
  },
};

const say = (name, ...words) => console.log([name, ...words].join(' '));

function unary(client, name, request, metadata, options) {
  return new Promise((resolve) => {
    let status;
    const call = client[name](request, metadata, options, (error, answer) => {
      call.on('status', (s) => (status = s));
      setImmediate(() => resolve({ error, answer, status }));
    });
    call.on('status', (s) => (status = s));
  });
}

function collected(stream) {
  return new Promise((resolve) => {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('error', () => {});
    stream.on('status', (status) => resolve({ parts, status }));
  });
}

async function calls(client) {
  const metadata = new grpc.Metadata();
  metadata.set('asked-by', 'test');
  const echo = await unary(client, 'echo', 'hello', metadata, {});
  say('unary', echo.answer, echo.status.code, echo.status.metadata.get('asked-by'));

  const large = 'x'.repeat(3_000_000);
  const again = await unary(client, 'echo', large, metadata, {});
  say('large', again.answer === large);

  const failed = await unary(client, 'fail', 'because', metadata, {});
  say('error', failed.error.code, failed.error.details, failed.error.metadata.get('why'));

  const counted = await collected(client.count('1000'));
  say('stream', counted.parts.length, counted.parts.at(-1), counted.status.code);

  await chat(client);

  const late = await unary(client, 'silent', 'x', metadata, { deadline: Date.now() + 500 });
  say('deadline', late.error.code, await seen.silent.promise);

  const forever = client.forever('x');
  forever.once('data', () => forever.cancel());
  const cancelled = await collected(forever);
  say('cancel', cancelled.status.code, await seen.forever.promise);
}

/** Each word is sent only after the answer to the one before has come. */
function chat(client) {
  return new Promise((resolve) => {
    const words = ['one', 'two', 'three'];
    const answers = [];
    const stream = client.chat();
    stream.on('data', (answer) => {
      answers.push(answer);
      words.length > 0 ? stream.write(words.shift()) : stream.end();
    });
    stream.on('status', (status) => resolve(say('chat', ...answers, status.code)));
    stream.write(words.shift());
  });
}

const server = new grpc.Server();
server.addService(definition, implementation);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  console.log(port);
  readline.createInterface({ input: process.stdin }).once('line', async (edge) => {
    const Client = grpc.makeGenericClientConstructor(definition, 'Calls');
    const client = new Client('127.0.0.1:' + edge, grpc.credentials.createInsecure(), {
      'grpc.default_authority': 'shop.localhost',
    });
    await calls(client);
    process.exit(0);
  });
});
