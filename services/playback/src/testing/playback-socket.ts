import { once } from 'node:events';
import { PlaybackNews } from '@playhead/contracts';
import { expect } from 'vitest';
import { WebSocket } from 'ws';

/** A client of `/api/v1/playback/ws` whose news are kept in their order until they are asked for. */
export async function openSocket(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/playback/ws`);
  const news: PlaybackNews[] = [];
  socket.on('message', (data) => {
    news.push(PlaybackNews.parse(JSON.parse(String(data))));
    socket.emit('news');
  });
  await once(socket, 'open');
  return {
    socket,
    next: async () => {
      if (news.length === 0) await once(socket, 'news');
      const first = news.shift();
      if (first === undefined) throw new Error('There are no news.');
      return first;
    },
    say: (message: object) => socket.send(JSON.stringify(message)),
    closed: async () => (await once(socket, 'close'))[0],
  };
}

export async function signInSocket(url: string, token: string) {
  const client = await openSocket(url);
  client.say({ type: 'authenticate', token });
  expect(await client.next()).toEqual({ type: 'authenticated' });
  return client;
}
