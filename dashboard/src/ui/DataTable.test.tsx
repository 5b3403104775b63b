import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Column, DataTable } from './DataTable.tsx';

type Camera = { readonly id: string };

const cameras = Array.from({ length: 5_000 }, (_, index): Camera => ({ id: `Camera ${index + 1}` }));

const columns: Column<Camera>[] = [
  { key: 'name', head: 'Name', cell: ({ id }) => <button type="button">{id}</button> },
  { key: 'state', head: 'State', cell: () => 'online' },
];

const given = (rows: readonly Camera[]) =>
  render(<DataTable label="Cameras" columns={columns} rows={rows} keyOf={({ id }) => id} />);

const scrollTo = (top: number) => {
  const region = screen.getByRole('region', { name: 'Cameras' });
  region.scrollTop = top;
  fireEvent.scroll(region);
};

describe('a table of five thousand rows', () => {
  it('has those in sight in the page, and says how many there are and which these are', () => {
    given(cameras);

    const rows = screen.getAllByRole('row');
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThan(100);
    expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    expect(rows.slice(0, 3).map((row) => row.getAttribute('aria-rowindex'))).toEqual(['1', '2', '3']);
  });

  it('shows the rows that it is scrolled to, in the room of all', async () => {
    const { container } = given(cameras);
    scrollTo(36 * 3_000);

    expect(await screen.findByRole('button', { name: 'Camera 3001' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Camera 1' })).toBeNull();
    const heights = [...container.querySelectorAll<HTMLElement>('tr[aria-hidden] td')].map(({ style }) =>
      Number.parseInt(style.blockSize, 10),
    );
    const rows = screen.getAllByRole('row').length - 1;
    expect(heights.reduce((sum, height) => sum + height, rows * 36)).toBe(36 * 5_000);
  });

  it('keeps the row that has the focus while it is out of sight, and no longer', async () => {
    given(cameras);
    const first = screen.getByRole('button', { name: 'Camera 1' });
    first.focus();
    scrollTo(36 * 3_000);
    const far = await screen.findByRole('button', { name: 'Camera 3001' });
    expect(document.activeElement).toBe(first);

    far.focus();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Camera 1' })).toBeNull());
  });
});

it('a short table has all its rows in the page', () => {
  given(cameras.slice(0, 12));

  expect(screen.getAllByRole('row')).toHaveLength(13);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('13');
});
