package own

import (
	"net/http"
	"net/http/httptest"
)

type server struct{ s *httptest.Server }

func (s *server) limit() (int, error) {
	resp, err := http.Get(s.s.URL)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}
