import { useQuery } from '@tanstack/react-query';
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ConnectionLost } from '../api/errors.ts';
import { renderApp } from '../testing/render.tsx';
import { QueryProblem } from './QueryProblem.tsx';

type Answer = 'good' | 'lost';

function Page({ answers }: { readonly answers: Answer[] }) {
  const query = useQuery({
    queryKey: ['page'],
    queryFn: async () => {
      if (answers.shift() === 'lost') throw new ConnectionLost(undefined);
      return 'what was told';
    },
  });
  return (
    <>
      <QueryProblem query={query} />
      <p>{query.data}</p>
    </>
  );
}

const given = (...answers: Answer[]) => renderApp(<Page answers={answers} />);

describe('what is shown and could not be asked for again', () => {
  it('says how old it is, until it could', async () => {
    const { queries, user } = given('good', 'lost', 'good');
    await screen.findByText('what was told');
    expect(screen.queryByTestId('stale')).toBeNull();
    await act(() => queries.invalidateQueries());
    expect((await screen.findByTestId('stale')).textContent).toMatch(/^As of \d+ \w+ \d{4}, \d\d:\d\d:\d\d/);
    expect(screen.getByText('what was told')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Refresh' }));

    await waitFor(() => expect(screen.queryByTestId('stale')).toBeNull());
  });

  it('is an error where there is nothing to show', async () => {
    given('lost');

    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
