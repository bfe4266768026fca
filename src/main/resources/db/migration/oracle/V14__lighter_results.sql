-- What a run appends for each dealer, without what nobody reads and the fence makes certain: every
-- row is written while the row of its run is locked, and goes with it when the retention deletes it.
--
-- Oracle commits each of these statements by itself. Should one fail: remove its cause, run it and
-- those after it by hand, and set "success" to 1 in version 14 of "flyway_schema_history".
ALTER TABLE CO_DS_RESULTADOS DROP CONSTRAINT FK_RESU_COES;
ALTER TABLE CO_DS_INTENTOS DROP CONSTRAINT FK_INTE_COES;
DROP INDEX IX_RESU_COSD;
DROP INDEX IX_INTE_COES;
ALTER TABLE CO_DS_INTENTOS DROP CONSTRAINT PK_CO_DS_INTENTOS;
ALTER TABLE CO_DS_INTENTOS ADD CONSTRAINT PK_CO_DS_INTENTOS
  PRIMARY KEY (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_INTENTOID);
