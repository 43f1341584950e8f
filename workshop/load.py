"""Readers without a pause: asks a desk for pages and says how long its answers took.

    PROGRAM serve --record FILE &
    python3 workshop/load.py http://127.0.0.1:7296 [--readers 20] [--seconds 20]

Takes the addresses of claims, people, reports and lists from the desk itself, and words to search for from its reports. Each kind of page is asked for by all readers at once
for some seconds, then a mix of all: two reports to one each of lists, claims, people and searches. Prints for each the median, the 95th percentile and the slowest in
milliseconds, the answers a second, and how many answers were no page.
"""
import argparse, http.client, json, random, re, threading, time, urllib.parse


def get(connection, path):
    connection.request('GET', path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def addresses(host):
    """The addresses of each kind of page."""
    connection = http.client.HTTPConnection(host, timeout=60)

    def ask(path):
        return json.loads(get(connection, path)[1])

    rng = random.Random(7)
    claims = [claim['key'] for page in range(1, 6) for claim in ask(f'/claims.json?page={page}')['claims']]
    people = [entity['key'] for page in range(1, 6) for entity in ask(f'/entities.json?page={page}')['entities']]
    reports, before = [], ''
    total = ask('/reports.json?limit=1')['total']
    for _ in range(10):
        at = rng.randrange(total) + 2
        reports += [card['id'] for card in ask(f'/reports.json?before={at}&limit=400')['reports']]
    words = set()
    for report in rng.sample(reports, 40):
        text = ask(f'/reports/{report}.json')['read']['report']['text']
        words.update(rng.sample(re.findall(r'[A-Za-z]{5,}', text), 3))
    lists = ['/', '/conflicts', '/copies', '/told', '/knew', '/contacts', '/timeline', '/entities', '/reports']
    return {
        'lists': lists + [f'/claims?page={page}' for page in range(1, 30)] + [f'/told?page={page}' for page in range(1, 10)],
        'claims': [f'/claims/{key}' for key in claims],
        'people': [f'/entities/{key}' for key in people],
        'reports': [f'/reports/{report}' for report in reports],
        'searches': ['/search?q=' + urllib.parse.quote(word) for word in sorted(words)],
    }


def readers(host, count, seconds, choose):
    """Asks from so many connections at once; returns seconds for each answer, and the wrong ones."""
    took, wrong, end = [], [], time.time() + seconds

    def read(seed):
        rng, connection = random.Random(seed), http.client.HTTPConnection(host, timeout=60)
        while time.time() < end:
            path = choose(rng)
            start = time.time()
            status, _ = get(connection, path)
            took.append(time.time() - start)
            if status != 200:
                wrong.append(path)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(took), wrong


def main():
    a = argparse.ArgumentParser(description='Readers without a pause.')
    a.add_argument('desk')
    a.add_argument('--readers', type=int, default=20)
    a.add_argument('--seconds', type=float, default=20)
    o = a.parse_args()
    host = urllib.parse.urlparse(o.desk).netloc
    pages = addresses(host)
    kinds = {kind: (lambda rng, paths=paths: rng.choice(paths)) for kind, paths in pages.items()}
    kinds['a mix'] = lambda rng: rng.choice(pages[rng.choice(['reports', 'reports', 'lists', 'claims', 'people', 'searches'])])
    print('pages', 'median_ms', 'p95_ms', 'slowest_ms', 'answers_a_second', 'no_page', sep='\t')
    for kind, choose in kinds.items():
        took, wrong = readers(host, o.readers, o.seconds, choose)
        at = [round(1000 * took[min(int(len(took) * share), len(took) - 1)]) for share in (.5, .95, 1)]
        print(kind, *at, round(len(took) / o.seconds), len(wrong), sep='\t', flush=True)


if __name__ == '__main__':
    main()
