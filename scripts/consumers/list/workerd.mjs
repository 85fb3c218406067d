import { freePort, whileServing } from '../serve.mjs';

/** A port is part of the configuration, and the kernels are a module of their own beside the script. */
const configuration = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [
    (name = "bundle.js", esModule = embed "bundle.js"),
    (name = "kernels.wasm", wasm = embed "kernels.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
`;

export default {
  title: 'workerd, as Cloudflare runs it',
  titleZh: 'workerd，即 Cloudflare 的运行时',
  async use(context) {
    await context.install({ packages: { workerd: '1.20261117.1', esbuild: '0.28.2' } });
    await context.copy('check.js', 'workerd/worker.js', 'workerd/bundle.mjs');
    await context.run('node', 'bundle.mjs');
    const port = await freePort();
    await context.write('config.capnp', configuration(port));
    const url = `http://127.0.0.1:${port}/`;
    const command = context.path('node_modules/.bin/workerd');
    const answer = await whileServing(
      { command, args: ['serve', 'config.capnp'], cwd: context.folder, url },
      async () => (await fetch(url)).json(),
    );
    return { version: await context.versionOf('workerd'), answers: [answer] };
  },
};
