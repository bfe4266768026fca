import { html } from '../lib.js';
import { href, Page } from '../router.js';

const CASES = [
  ['Espera un nodo libre', 'La ejecución está aceptada y ningún nodo la ha tomado.',
    ['Vea en Servicio si hay nodos vivos.', 'Si no hay ninguno, arranque uno: la ejecución empieza sola.',
      'Si los hay y pasan de dos minutos, avise a quien opera el servicio.']],
  ['El nodo no da señal de vida', 'El nodo que la tenía no escribe en la base de datos desde hace más de 20 segundos.',
    ['No la cancele: si el nodo murió, otro la toma y no repite a quien ya confirmó.',
      'Si en 10 minutos sigue igual, vea en Servicio qué nodos viven y pida que reinicien el que falta.']],
  ['En pausa: alguien detuvo su proceso', 'Quien administra el servicio pausó este proceso; la ejecución dice quién, por qué y hasta cuándo.',
    ['No hace falta tocar la ejecución: continúa sola cuando termina la pausa.',
      'Si la pausa ya no hace falta, quien tiene el permiso sync.admin la termina en Procesos.']],
  ['En pausa: falla la red de este servicio', 'Casi ningún dealer es alcanzable, así que el problema está de este lado.',
    ['Avise a redes: salida a internet, DNS o proxy.', 'No hace falta tocar la ejecución: prueba la red cada poco y continúa sola.']],
  ['Espera reintentos', 'Lo que falta ya falló una vez. Se repite solo, a la hora que dice «Siguiente paso».',
    ['Vea las fallas por causa: lo que no se arregla esperando (401, 410, 422) requiere hablar con el dealer.']],
  ['Espera a dealers lentos', 'Las peticiones salieron y sus dealers tardan. Cada una termina a más tardar en 10 minutos.',
    ['No hace falta hacer nada. Si son siempre los mismos, pídales que confirmen antes de procesar.']],
];

/** What to do about each thing that a run waits for. */
export const Help = () => html`
  <${Page} title="Qué hacer cuando una ejecución espera">
    ${CASES.map(([what, why, steps]) => html`
      <section class="panel block"><h2>${what}</h2><p>${why}</p>
        <ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol></section>`)}
    <p class="block"><a href=${href('/servicio')}>Estado del servicio</a></p>
  <//>
`;
