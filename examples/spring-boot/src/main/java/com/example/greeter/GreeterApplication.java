package com.example.greeter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A Spring Boot application as the initializer makes it, plus one page. */
@SpringBootApplication
@RestController
public class GreeterApplication {
  public static void main(String[] args) {
    SpringApplication.run(GreeterApplication.class, args);
  }

  @GetMapping("/")
  String greet(@RequestParam(defaultValue = "world") String name) {
    return "hello " + name + "\n";
  }
}
