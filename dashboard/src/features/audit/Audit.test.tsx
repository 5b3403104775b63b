import { AuditEntry } from '@playhead/contracts';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../../testing/render.tsx';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { Audit } from './Audit.tsx';
import { auditAddressOf, auditFiltersOf } from './audit-filters.ts';
import { describeDetails } from './describe-details.ts';

const cameraId = '00000000-0000-4000-8000-000000000001';
const cameras = [{ value: cameraId, label: 'Gate 1' }];

const anEntry = (change: Partial<Record<keyof AuditEntry, unknown>> = {}) =>
  AuditEntry.parse({
    id: '1',
    at: '2026-03-01T12:00:00Z',
    username: 'noor',
    action: 'recording.start',
    cameraId,
    outcome: 'success',
    sourceAddress: '10.1.2.3',
    details: { duration: 900 },
    ...change,
  });

function given(entries: readonly AuditEntry[] = [anEntry()], total = entries.length) {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(api('/audit'), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ entries, total });
    }),
  );
  return { asked, ...renderApp(<Audit cameras={cameras} />) };
}

describe('the audit trail', () => {
  it('tells who did what, on which camera, from where, and how it ended', async () => {
    given();
    const row = (await screen.findByText('noor')).closest('tr');

    for (const text of ['Started a recording', 'Done', 'Gate 1', 'duration: 900', '10.1.2.3']) {
      expect(row?.textContent).toContain(text);
    }
  });

  it('keeps the stored name of what this version does not know, and the id of a camera that is gone', async () => {
    const gone = '00000000-0000-4000-8000-000000000009';
    given([anEntry({ action: 'archive.restore', cameraId: gone })]);

    expect(await screen.findByText('archive.restore')).toBeTruthy();
    expect(screen.getByText(gone).closest('a')).toBeNull();
  });

  it('is narrowed by who, what and outcome, and the address holds it', async () => {
    const { user, asked } = given();
    await screen.findByText('noor');
    await user.selectOptions(screen.getByLabelText('What'), 'Started a recording');
    await user.selectOptions(screen.getByLabelText('Outcome'), 'Refused');
    await user.type(screen.getByLabelText('User name'), 'noor');

    await expect
      .poll(() => Object.fromEntries(asked.at(-1) ?? []))
      .toMatchObject({
        action: 'recording.start',
        outcome: 'refused',
        username: 'noor',
      });
    expect(location.search).toBe('?who=noor&action=recording.start&outcome=refused');
  });

  it('turns its pages', async () => {
    const { user, asked } = given([anEntry()], 120);
    await screen.findByText('120 entries');
    await user.click(screen.getByRole('button', { name: 'Next page' }));

    await expect.poll(() => asked.at(-1)?.get('offset')).toBe('50');
  });

  it('that can’t be read offers another try', async () => {
    server.use(http.get(api('/audit'), () => problemAnswer('service-unavailable')));
    renderApp(<Audit cameras={cameras} />);

    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('the filters of the trail', () => {
  it('come back from the address as they went in', () => {
    const filters = { ...auditFiltersOf(new URLSearchParams()), who: 'noor', from: '2026-03-01', page: 2 };

    expect(auditFiltersOf(auditAddressOf(filters))).toEqual(filters);
  });

  it('take nonsense in an address for no filter', () => {
    const read = (address: string) => auditFiltersOf(new URLSearchParams(address));

    expect(read('action=rob&outcome=fine&from=now&page=-1')).toEqual(read(''));
  });
});

describe('the details of an entry', () => {
  it('are told as they were stored, without what is there already', () => {
    const details = { target: 'x', role: 'admin', cameras: 3, added: { count: 1 }, reason: null };

    expect(describeDetails(details)).toBe('role: admin · cameras: 3 · added.count: 1');
  });
});
