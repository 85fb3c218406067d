import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A line to a server on this machine that can be cut: what is connected breaks, and nobody gets through. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  port = 0;

  private constructor(private readonly server: Server) {
    onTestFinished(() => {
      this.cut();
      server.close();
    });
  }

  static async to(port: number): Promise<Line> {
    const line: Line = new Line(
      createServer((near) => {
        if (line.isCut) {
          near.destroy();
          return;
        }
        const far = connect(port, '127.0.0.1');
        line.join(near, far);
        line.join(far, near);
      }),
    );
    await new Promise<void>((done) => line.server.listen(0, '127.0.0.1', done));
    const address = line.server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    line.port = address.port;
    return line;
  }

  private join(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.pipe(to);
    from.on('error', () => {});
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }
}
