const express = require("express");

const app = express();
app.get("/", (request, response) => response.json({ app: process.env.NP_APP, instance: process.env.NP_INSTANCE }));
app.get("/healthz", (request, response) => response.send("ok"));

const server = app.listen(process.env.PORT, () => console.log(`listening on ${process.env.PORT}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
