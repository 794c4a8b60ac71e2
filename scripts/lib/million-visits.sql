-- A million made-up visits in the registry of a centre: 20 booths, 5,000 shifts, 700,000
-- people of whom some come again, a fifth from elsewhere, a tenth of agencies and a tenth of
-- schools. Only to measure figures; nothing of it was ever sealed.
SELECT setseed(0.5);
INSERT INTO loket.booth (id, code)
SELECT decode(lpad(to_hex(b), 32, '0'), 'hex'), 'M' || lpad(b::text, 2, '0')
FROM generate_series(1, 20) AS b;

INSERT INTO loket.shift (booth, shift, number, mode, service_point, opened_at, opened_by, day,
  was_recovered, standing, previous_head, head, recount, processed_up_to)
SELECT decode(lpad(to_hex(b), 32, '0'), 'hex'), decode(lpad(to_hex(b * 1000 + n), 32, '0'), 'hex'),
  n, 'live', (ARRAY['mog', 'mcp', 'mpp', 'mcc', 'sman-1', 'dinkes'])[1 + (b + n) % 6],
  '2026-01-01 08:00+07'::timestamptz + n * interval '1 day', 'sari',
  '2026-01-01'::date + n, false, 'reconciled', decode(repeat('00', 32), 'hex'), '\x01', '', 200
FROM generate_series(1, 20) AS b, generate_series(1, 250) AS n;

INSERT INTO loket.person (nik)
SELECT '3573010101' || lpad(p::text, 6, '0') FROM generate_series(1, 700000) AS p
ON CONFLICT DO NOTHING;

CREATE TEMPORARY TABLE made AS
SELECT b, n, v, 1 + floor(random() * 700000)::bigint AS who, random() AS state,
  random() AS home, random() AS kind, random() AS service
FROM generate_series(1, 20) AS b, generate_series(1, 250) AS n, generate_series(1, 200) AS v;

INSERT INTO loket.visit (booth, shift, visit, sequence, is_void, ticket, at, staff, gate,
  ikd_standing, ikd_reason, is_resident, segment, institution, nik, name, birth_date, sex, married,
  residence, recorded, name_key, person)
SELECT decode(lpad(to_hex(b), 32, '0'), 'hex'), decode(lpad(to_hex(b * 1000 + n), 32, '0'), 'hex'),
  decode(lpad(to_hex((b * 1000 + n) * 1000 + v), 32, '0'), 'hex'), v + 1, state > 0.99, v,
  '2026-01-01 08:00+07'::timestamptz + n * interval '1 day' + v * interval '2 minutes', 'sari',
  CASE WHEN state < 0.75 THEN 'open' ELSE 'closed' END,
  CASE WHEN state < 0.35 THEN 'activated' WHEN state < 0.4 THEN 'reactivated'
    WHEN state < 0.75 THEN 'alreadyActive' WHEN state < 0.95 THEN 'notActive'
    ELSE 'notYetDue' END,
  CASE WHEN state BETWEEN 0.75 AND 0.8 THEN 'declined'
    WHEN state BETWEEN 0.8 AND 0.95 THEN 'noPhone' END,
  home < 0.8, CASE WHEN kind < 0.1 THEN 'civilServant' WHEN kind < 0.2 THEN 'student'
    ELSE 'public' END,
  CASE WHEN kind < 0.1 THEN 'opd-' || floor(kind * 300) WHEN kind < 0.2
    THEN 'sekolah-' || floor(kind * 500) END,
  p.nik, 'UJI COBA', '1960-01-01'::date + (who % 18000)::integer, 'L', false,
  CASE WHEN home < 0.8 THEN '35730' || 1 + who % 5 || '10' || lpad((1 + who % 11)::text, 2, '0')
    ELSE '3507' END, true, 'coba uji', p.id
FROM made JOIN loket.person AS p ON p.nik = '3573010101' || lpad(who::text, 6, '0');

INSERT INTO loket.service_line (booth, shift, visit, line, code, gate, outcome, deferral)
SELECT decode(lpad(to_hex(b), 32, '0'), 'hex'), decode(lpad(to_hex(b * 1000 + n), 32, '0'), 'hex'),
  decode(lpad(to_hex((b * 1000 + n) * 1000 + v), 32, '0'), 'hex'), 0,
  CASE WHEN service < 0.6 THEN 'cetak' WHEN service < 0.8 THEN 'kk' ELSE 'rekam' END, 'open',
  CASE WHEN state < 0.7 THEN 'served' WHEN state BETWEEN 0.75 AND 0.8 THEN 'refused'
    ELSE 'deferred' END,
  CASE WHEN state BETWEEN 0.7 AND 0.75 THEN 'blanksOut' WHEN state > 0.8 THEN 'ikdNotActive' END
FROM made;
ANALYZE loket.visit, loket.service_line, loket.shift, loket.person;
