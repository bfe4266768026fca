-- How long a delivery takes is told for each dealer, and over time for a run. Null where nothing was
-- sent yet, or before this column was there.

ALTER TABLE CO_EVENTOSCARGASNAPSHOTDEALERS ADD (COSD_DURACIONWEBHOOK NUMBER(9));

COMMENT ON COLUMN CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_DURACIONWEBHOOK IS 'Milisegundos que duro el ultimo intento al webhook';
