-- A dealer's secret can be replaced without a moment in which the dealer cannot verify a message.
-- Null in both columns means that nothing was replaced: who writes snapshots need not know of them.

ALTER TABLE CO_EVENTOSCARGASNAPSHOTDEALERS
  ADD COSD_SECRETKEYANTERIOR varchar(500),
  ADD COSD_FECHAROTACION timestamp(0);

COMMENT ON COLUMN CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_SECRETKEYANTERIOR IS 'Secreto anterior; firma junto con COSD_SECRETKEY mientras dura la rotacion';
COMMENT ON COLUMN CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_FECHAROTACION IS 'Cuando COSD_SECRETKEY reemplazo al anterior';
